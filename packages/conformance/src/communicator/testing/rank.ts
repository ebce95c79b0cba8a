import { parentPort, workerData } from 'node:worker_threads'
import { type Communicator, portCommunicator, type RankPorts } from '@bilayer/core'
import { runCommunicatorConformance } from '../run.ts'

/** One rank in a worker thread of Node.js: it runs the suite, and posts the report. */
const { control, tested } = workerData as { readonly control: RankPorts; readonly tested: RankPorts[] }
const trusted = portCommunicator(control)
const connect = async (): Promise<Communicator> => {
  const [next] = tested.splice(0, 1)
  return portCommunicator(next)
}
const report = await runCommunicatorConformance(trusted, connect)
await trusted.close()
parentPort?.postMessage(report)
// Ports that were not needed would keep the thread.
for (const { ports } of tested) for (const port of ports) port.close()
