// The script of the thread of MPI. It has one name in the sources and in the build, so one URL finds it in both.
import { serve } from './thread/serve.ts'

serve()
