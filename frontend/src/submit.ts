// A filter form marked data-submit-on-change is sent when a choice changes;
// its button stays for everyone who works without scripts.

export function submitOnChange(page: Document): void {
  page.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]").forEach((form) => {
    form.addEventListener("change", (event) => {
      const typed = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (!typed) form.requestSubmit?.();
    });
  });
}
