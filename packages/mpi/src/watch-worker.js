// The script of the thread that watches the other ranks. It has one name in the sources and in the build, so one URL finds it in both.
import { serve } from './watch/serve.ts'

serve()
