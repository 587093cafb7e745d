// Where it is: from the phone's own position, or a pin on the outlines. All of it is computed here; the position goes
// nowhere unless somebody ticks that staff shall have it. Outlines come from [data-where] when they are first needed.

type Point = [number, number];
type Outlined = { name: string; label: string; estate: boolean; area: string; town: string; outline: Point[] };

const FAR_METRES = 3_000;
const METRES_PER_DEGREE = 111_320;
const SVG = "http://www.w3.org/2000/svg";

// Degrees become metres around a latitude: exact enough over a district.
function flat([longitude, latitude]: Point, around: number): Point {
  return [longitude * METRES_PER_DEGREE * Math.cos((around * Math.PI) / 180), latitude * METRES_PER_DEGREE];
}

function isInside([x, y]: Point, corners: Point[]): boolean {
  let inside = false;
  corners.forEach(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % corners.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function toEdge([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function metres(at: Point, outline: Point[]): number {
  const here = flat(at, at[1]);
  const corners = outline.map((corner) => flat(corner, at[1]));
  if (isInside(here, corners)) return 0;
  return Math.min(...corners.map((corner, n) => toEdge(here, corner, corners[(n + 1) % corners.length] ?? corner)));
}

// The estate in which the point lies, else the community, else whichever of them is nearest.
function nearest(at: Point, all: Outlined[]): { place: Outlined; metres: number } | null {
  const found = all.map((place) => ({ place, metres: metres(at, place.outline) }));
  found.sort((one, other) => one.metres - other.metres || Number(other.place.estate) - Number(one.place.estate));
  return found[0] ?? null;
}

function choose(form: HTMLFormElement, place: Outlined): void {
  const town = form.querySelector<HTMLSelectElement>("select[name=town]");
  if (!town || !place.town) return;
  const pick = (): void => {
    const area = form.querySelector<HTMLSelectElement>("select[name=area]");
    if (area) area.value = place.area;
  };
  if (town.value === place.town) return pick();
  town.value = place.town;
  // other parts of the page settle too: what lies nearby is asked for by the same change
  const settled = (): void => {
    const area = form.querySelector<HTMLSelectElement>("select[name=area]");
    if (!Array.from(area?.options ?? []).some((option) => option.value === place.area)) return;
    form.removeEventListener("htmx:afterSettle", settled);
    pick();
  };
  form.addEventListener("htmx:afterSettle", settled);
  town.dispatchEvent(new Event("change", { bubbles: true })); // htmx fetches its communities
}

function draw(all: Outlined[], pin: (at: Point) => void): SVGSVGElement {
  const around = all[0]?.outline[0]?.[1] ?? 0;
  const corners = all.map((one) => one.outline.map((corner) => flat(corner, around)));
  const xs = corners.flat().map(([x]) => x);
  const ys = corners.flat().map(([, y]) => y);
  const [left, top, right, bottom] = [Math.min(...xs), Math.max(...ys), Math.max(...xs), Math.min(...ys)];
  const unit = Math.max(right - left, top - bottom) / 1000 || 1;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${(right - left) / unit} ${(top - bottom) / unit}`);
  svg.setAttribute("class", "yb-map yb-map--pin");
  svg.setAttribute("aria-hidden", "true"); // the choices below say the same
  all.forEach((one, n) => {
    const shape = document.createElementNS(SVG, "polygon");
    shape.setAttribute("class", one.estate ? "yb-map__step3" : "yb-map__step1");
    shape.setAttribute("points", (corners[n] ?? []).map(([x, y]) => `${(x - left) / unit},${(top - y) / unit}`).join(" "));
    const name = document.createElementNS(SVG, "title");
    name.textContent = one.label;
    shape.append(name);
    svg.append(shape);
  });
  all.forEach((one, n) => {
    if (one.estate) return; // named when the pin lies in it
    const label = document.createElementNS(SVG, "text");
    const own = corners[n] ?? [];
    label.setAttribute("x", String((own.reduce((sum, [x]) => sum + x, 0) / own.length - left) / unit));
    label.setAttribute("y", String((top - own.reduce((sum, [, y]) => sum + y, 0) / own.length) / unit));
    label.textContent = one.name;
    svg.append(label);
  });
  const mark = document.createElementNS(SVG, "circle");
  mark.setAttribute("class", "yb-map__pin");
  mark.setAttribute("r", "14");
  svg.addEventListener("click", (event) => {
    const matrix = svg.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    mark.setAttribute("cx", String(at.x));
    mark.setAttribute("cy", String(at.y));
    svg.append(mark);
    const scale = METRES_PER_DEGREE * Math.cos((around * Math.PI) / 180);
    pin([(left + at.x * unit) / scale, (top - at.y * unit) / METRES_PER_DEGREE]);
  });
  return svg;
}

export function findPlace(page: Document): void {
  page.querySelectorAll<HTMLElement>("[data-where]").forEach((part) => {
    const form = part.closest("form");
    const field = form?.querySelector<HTMLInputElement>("[name=place]");
    const here = part.querySelector<HTMLButtonElement>("[data-where-here]");
    const opener = part.querySelector<HTMLButtonElement>("[data-where-map]");
    const sheet = part.querySelector<HTMLElement>("[data-where-sheet]");
    const said = part.querySelector<HTMLElement>("[data-where-said]");
    const keep = part.querySelector<HTMLElement>("[data-where-keep]");
    const box = keep?.querySelector("input");
    if (!form || !field || !here || !opener || !sheet || !said || !keep || !box) return;
    part.hidden = false;
    here.hidden = !("geolocation" in navigator);
    let fetched: Promise<Outlined[]> | null = null;
    const outlines = (): Promise<Outlined[]> => {
      fetched ??= fetch(part.dataset.where ?? "")
        .then((answer) => answer.json() as Promise<{ outlines: Outlined[] }>)
        .then((answer) => answer.outlines)
        .catch(() => []);
      return fetched;
    };
    let filled = ""; // what we wrote into the field, so that words of one's own are never replaced
    let spot: Point | null = null;
    let name = "";
    const write = (): void => {
      if (field.value.trim() !== filled) return;
      const at = spot && box.checked ? spot.map((one) => one.toFixed(5)).join(",") : "";
      const exact = at && (part.dataset.wordsCoordinates ?? "{at}").replace("{at}", at);
      filled = [(part.dataset.wordsAt ?? "{place}").replace("{place}", name), exact].filter(Boolean).join(" ");
      field.value = filled;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const found = (at: Point, all: Outlined[], words: string): void => {
      const best = nearest(at, all);
      if (!best || best.metres > FAR_METRES) {
        said.textContent = part.dataset.wordsFar ?? "";
        return;
      }
      [spot, name] = [at, best.place.name];
      said.textContent = words.replace("{place}", best.place.label);
      keep.hidden = false;
      choose(form, best.place);
      write();
    };
    box.addEventListener("change", write);
    here.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        async ({ coords }) =>
          found([coords.longitude, coords.latitude], await outlines(), part.dataset.wordsNear ?? ""),
        () => (said.textContent = part.dataset.wordsNone ?? ""),
        { enableHighAccuracy: true, timeout: 15_000 },
      );
    });
    opener.addEventListener("click", async () => {
      const all = await outlines();
      if (all.length === 0) {
        opener.hidden = true;
        return;
      }
      sheet.hidden = !sheet.hidden;
      opener.setAttribute("aria-expanded", String(!sheet.hidden));
      const town = form.querySelector<HTMLSelectElement>("select[name=town]");
      const towns = new Set(all.map((one) => one.town));
      const show = (code: string): void => {
        const near = all.filter((one) => one.town === code);
        sheet.replaceChildren(draw(near, (at) => found(at, all, part.dataset.wordsPin ?? "")));
      };
      if (sheet.hidden || town === null) return;
      if (towns.has(town.value)) return show(town.value);
      // a whole district is too large for a finger: its towns first
      const choices = Array.from(town.options).filter((option) => towns.has(option.value));
      if (choices.length === 1 && choices[0]) return show(choices[0].value);
      const buttons = choices.map((option) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "weui-btn weui-btn_default yb-btn--slim";
        button.textContent = option.text;
        button.addEventListener("click", () => show(option.value));
        return button;
      });
      sheet.replaceChildren(...buttons);
    });
  });
}
