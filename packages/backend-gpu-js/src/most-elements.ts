/** Elements of a matrix beyond which gpu.js's indices are not exact: in most of its modes they are float32 numbers. */
export const MOST_ELEMENTS = 2 ** 24
