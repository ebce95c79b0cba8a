/** Tells how large an element is, now and whenever that changes, until the function that is returned is called. */
export function followSize(
  element: HTMLElement,
  onSize: (width: number, height: number) => void,
): () => void {
  const observer = new ResizeObserver(() => onSize(element.clientWidth, element.clientHeight))
  observer.observe(element)
  return () => observer.disconnect()
}
