// <button type="button" hidden data-copy="501160001234" data-copied="Copied">Copy</button>
// stays hidden where the browser cannot copy; the number itself is plain text beside it.

async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

export function offerCopy(page: Document): void {
  if (!("clipboard" in navigator)) return; // plain http on an old phone
  page.querySelectorAll<HTMLButtonElement>("button[data-copy]").forEach((button) => {
    button.hidden = false;
    const label = button.querySelector("[data-copy-label]") ?? button;
    const before = label.textContent;
    button.addEventListener("click", async () => {
      if (!(await copy(button.dataset.copy ?? ""))) return;
      label.textContent = button.dataset.copied ?? before;
      window.setTimeout(() => (label.textContent = before), 2_500);
    });
  });
}
