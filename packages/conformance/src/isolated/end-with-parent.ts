import { Worker } from 'node:worker_threads'

/** What the thread runs: once a second it looks whether the parent is still there. */
const watch = (parent: number): string => `
  setInterval(() => {
    if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL')
  }, 1000)
`

/** Ends this process when its parent is killed. While a backend computes without end, only another thread can see that. */
export function endWithParent(): void {
  const mayStartThreads = process.permission?.has('worker') ?? true
  if (mayStartThreads) new Worker(watch(process.ppid), { eval: true }).unref()
}
