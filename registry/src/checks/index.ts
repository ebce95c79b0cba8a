import { everythingInstalled } from '../everything.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'
import { aloneChecks } from './alone.ts'
import { bundlerChecks } from './bundlers.ts'
import { commandChecks } from './command.ts'
import { commonJsCheck } from './common-js.ts'
import { exampleCheck } from './example.ts'
import { guideChecks } from './guides.ts'
import { runtimeChecks } from './runtimes.ts'
import { typeChecks } from './types.ts'

/** All that must work for somebody who has only what was published. */
export function allChecks(setting: Setting): Check[] {
  const everything = everythingInstalled(setting)
  return [
    ...aloneChecks(setting),
    ...bundlerChecks(setting),
    commonJsCheck(setting, everything),
    ...typeChecks(setting, everything),
    ...runtimeChecks(setting, everything),
    ...commandChecks(setting),
    exampleCheck(setting),
    ...guideChecks(setting),
  ]
}
