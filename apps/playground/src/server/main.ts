import { serveUntilInterrupted } from '../../../../scripts/until-interrupted.ts'
import { serve } from './serve.ts'

serveUntilInterrupted('The playground', await serve())
