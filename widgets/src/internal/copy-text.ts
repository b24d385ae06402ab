/**
 * Puts a text on the clipboard. Where the browser refuses (no secure context, no permission) it
 * selects `element` instead and answers false.
 */
export async function copyText(text: string, element: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element) getSelection()?.selectAllChildren(element);
    return false;
  }
}
