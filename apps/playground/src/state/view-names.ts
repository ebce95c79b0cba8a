/** The views of the page, in the order in which the navigation lists them. */
export const viewNames = ['learn', 'derivation', 'prove', 'measure', 'take-away'] as const

export type ViewName = (typeof viewNames)[number]
