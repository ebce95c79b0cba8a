/** How many lines end in a text. */
export const newlinesIn = (text: string): number => text.split('\n').length - 1
