import { serveUntilInterrupted } from '../../../scripts/until-interrupted.ts'
import { serve } from './serve.ts'

serveUntilInterrupted('The site', await serve())
