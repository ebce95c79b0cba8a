/** The version of the suite, apart from that of the package: what it means, and which cases came when, tells `CASES.md`. */
export const suiteVersion = '1.0.0'
