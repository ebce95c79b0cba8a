/** Milliseconds of processor time of this thread so far, and of the whole process. */
export const threadTime = (): number => inMilliseconds(process.threadCpuUsage())

export const processTime = (): number => inMilliseconds(process.cpuUsage())

const inMilliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000
