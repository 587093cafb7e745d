// The receipt as a picture for the album: number, query code and the QR code, drawn here, sent nowhere.
// <button data-save-card="file.png" data-card-title data-card-lines> stays hidden where the browser cannot draw. In WeChat
// nothing can be downloaded: there the picture is shown, to be pressed and held.

const WIDTH = 720;
const EDGE = 48;

async function drawing(button: HTMLElement, code: SVGElement): Promise<HTMLCanvasElement> {
  const lines = (button.dataset.cardLines ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  const side = WIDTH - 4 * EDGE;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = EDGE * 3 + side + 70 + lines.length * 56;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  const family = getComputedStyle(document.body).fontFamily;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#1b1b1b";
  pen.textAlign = "center";
  pen.font = `600 36px ${family}`;
  pen.fillText(button.dataset.cardTitle ?? "", WIDTH / 2, EDGE + 36, WIDTH - EDGE);
  lines.forEach((line, n) => {
    pen.font = line.startsWith("http") ? `22px ${family}` : `600 36px ${family}`;
    pen.fillText(line, WIDTH / 2, EDGE + 100 + n * 56, WIDTH - EDGE);
  });
  const copy = code.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(side));
  copy.setAttribute("height", String(side));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  pen.drawImage(picture, 2 * EDGE, canvas.height - EDGE - side, side, side);
  return canvas;
}

export function offerCard(page: Document): void {
  page.querySelectorAll<HTMLButtonElement>("[data-save-card]").forEach((button) => {
    const code = page.querySelector<SVGElement>(".yb-receipt__code svg");
    const said = page.querySelector<HTMLElement>("[data-card-said]");
    if (!code || typeof HTMLCanvasElement.prototype.toBlob !== "function") return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const canvas = await drawing(button, code);
      if (/MicroMessenger/i.test(navigator.userAgent)) {
        const shown = Object.assign(new Image(), { src: canvas.toDataURL("image/png"), alt: button.dataset.cardLines ?? "" });
        shown.className = "yb-receipt__card";
        if (said) said.hidden = false;
        button.replaceWith(shown);
        return;
      }
      canvas.toBlob((file) => {
        if (!file) return;
        const link = page.createElement("a");
        link.href = URL.createObjectURL(file);
        link.download = button.dataset.saveCard ?? "receipt.png";
        link.click();
        window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      }, "image/png");
    });
  });
}
