/**
 * A value of JSON as an expression of JavaScript that can stand in code, in a comment and in a page's script: nothing in a text ends the
 * comment or the script, and no line ends within.
 */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return JSON.stringify(value)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('*/', String.raw`*\/`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
}
