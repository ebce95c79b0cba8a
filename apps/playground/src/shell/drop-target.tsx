import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { takeFile } from '../state/file-actions.ts'

/** Takes a file that is dropped anywhere on the page. */
export function DropTarget() {
  const isOver = useSignal(false)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault()
      isOver.value = true
    }
    const leave = (event: DragEvent): void => {
      // Between two elements of the page there is a related one.
      if (event.relatedTarget === null) isOver.value = false
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      isOver.value = false
      const file = event.dataTransfer?.files.item(0)
      if (file) void takeFile(file)
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [isOver])
  return isOver.value ? (
    <div class="drop-target">Drop a CSV file to learn its last column from the others</div>
  ) : null
}
