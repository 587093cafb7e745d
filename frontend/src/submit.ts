// A filter form marked data-submit-on-change is sent when a choice changes;
// its button stays for everyone who works without scripts.

export function submitOnChange(page: Document): void {
  page.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]").forEach((form) => {
    form.addEventListener("change", (event) => {
      const target = event.target as HTMLElement;
      const typed = target instanceof HTMLInputElement && target.type === "search";
      // what lies in a drop-down is sent together, by its button
      if (!typed && target.closest("[data-drop]") === null) form.requestSubmit?.();
    });
  });
}
