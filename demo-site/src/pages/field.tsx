interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly complete?: string;
  readonly note?: string;
}

/** A labelled line of a form; all are required. */
export function Field({ label, name, type = 'text', value = '', complete, note }: FieldProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        type={type}
        value={value}
        autocomplete={complete}
        maxlength={200}
        required
      />
      {note !== undefined && <span class="note">{note}</span>}
    </label>
  );
}
