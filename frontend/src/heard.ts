// Who writes of danger or despair reads whom to call while typing. The words are compared here: what is typed
// goes nowhere before it is sent. The server gives the words in their plain form, and what other signs (煤氣, 煤⽓)
// stand for the signs in them: <div data-heard="text" data-heard-signs data-heard-drop> with [data-heard-words] in it.

const WAIT_MS = 400;

export function listen(page: Document): void {
  page.querySelectorAll<HTMLElement>("[data-heard]").forEach((place) => {
    const field = place.closest("form")?.querySelector<HTMLTextAreaElement>(`[name="${place.dataset.heard ?? ""}"]`);
    if (!field) return;
    const signs = JSON.parse(place.dataset.heardSigns ?? "{}") as Record<string, string>;
    const dropped = new RegExp(place.dataset.heardDrop ?? "(?!)", "gu");
    const cards = Array.from(place.querySelectorAll<HTMLElement>("[data-heard-words]")).map((card) => ({
      card,
      words: JSON.parse(card.dataset.heardWords ?? "[]") as string[],
    }));
    const alike = (text: string): string =>
      Array.from(text.normalize("NFKC"), (sign) => signs[sign] ?? sign)
        .join("")
        .replace(dropped, "")
        .toLowerCase();
    const look = (): void => {
      const heard = alike(field.value);
      for (const { card, words } of cards) {
        const found = words.some((word) => heard.includes(word));
        if (card.hidden === found) card.hidden = !found;
      }
    };
    let waiting = 0;
    field.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(look, WAIT_MS);
    });
    look(); // a draft that was found again
  });
}
