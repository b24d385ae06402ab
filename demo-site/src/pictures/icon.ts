/** The shop's sign: a little awning. */
export function drawIcon(): string {
  const stripes = [0, 1, 2, 3]
    .map((index) => {
      const x = 4 + index * 6;
      const paint = index % 2 === 0 ? '#1f6f54' : '#f2ebdd';
      return `<path d="M${x} 6h6v11a3 3 0 0 1 -6 0Z" fill="${paint}"/>`;
    })
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M6 14H26V28H6Z" fill="#fffdf9" stroke="#20242b"/><path d="M13 20h6v8h-6Z" fill="#c98a12"/>${stripes}</svg>`;
}
