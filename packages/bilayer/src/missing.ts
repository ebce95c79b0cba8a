/** Why a package could not be imported, and what helps. */
export function reasonMissing(packageName: string, cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return message.includes(`'${packageName}'`)
    ? `The package is not installed: npm install ${packageName}`
    : `The package ${packageName} does not load: ${message}`
}
