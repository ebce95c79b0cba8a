/** The views of the page, in the order in which the navigation lists them. */
export const viewNames = ['learn'] as const

export type ViewName = (typeof viewNames)[number]
