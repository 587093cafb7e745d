// A form is sent once: a second tap while the first is on its way does nothing.
// The button says so; it wakes up again when the page comes back from the history
// or when no answer has come for a while (a lost connection).

const WAIT_MS = 12_000;

function sleep(form: HTMLFormElement): void {
  form.dataset.sent = "yes";
  form.querySelectorAll<HTMLButtonElement>("button[type=submit]").forEach((button) => {
    button.setAttribute("aria-disabled", "true");
    button.classList.add("is-sending");
  });
}

function wake(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.querySelectorAll<HTMLButtonElement>("button[type=submit]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-sending");
  });
}

export function sendOnce(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method.toLowerCase() !== "post") return;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return; // another listener, such as htmx, sends it
    sleep(form);
    window.setTimeout(() => wake(form), WAIT_MS);
  });
  window.addEventListener("pageshow", () => {
    page.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(wake);
  });
}
