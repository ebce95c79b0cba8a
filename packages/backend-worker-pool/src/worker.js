// The script of a worker. It has one name in the sources and in the build, so one URL finds it in both.
import { serve } from './serve.ts'

serve()
