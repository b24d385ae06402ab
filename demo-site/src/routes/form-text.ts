const LONGEST = 200;

/** A field of a form as text without space around it; empty when absent, cut when overlong. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim().slice(0, LONGEST) : '';
}
