"use strict";
/* Pointing at a value, a label or a paragraph shows its crop and marks its box on the scan. */
(() => {
  const tip = document.getElementById("tip"), canvas = tip.querySelector("canvas"), note = tip.querySelector("p");
  const scan = document.getElementById("scan");
  const HEIGHT = 56, WIDTH = 430, MARGIN = 0.25;
  let marks = [], current = null;

  function clear() {
    marks.forEach(mark => mark.remove());
    marks = [];
    tip.hidden = true;
    current = null;
  }

  function markPlace([page, x0, y0, x1, y1]) {
    const sheet = document.getElementById("page-" + page);
    if (!sheet) return;
    const mark = document.createElement("i");
    mark.className = "mark";
    Object.assign(mark.style, {left: 100 * x0 + "%", top: 100 * y0 + "%",
      width: 100 * (x1 - x0) + "%", height: 100 * (y1 - y0) + "%"});
    sheet.append(mark);
    marks.push(mark);
  }

  function reveal(mark) {
    const box = mark.getBoundingClientRect(), frame = scan.getBoundingClientRect();
    if (scan.scrollHeight <= scan.clientHeight || (box.top > frame.top + 20 && box.bottom < frame.bottom - 20)) return;
    scan.scrollTo({top: scan.scrollTop + box.top - frame.top - frame.height / 2 + box.height / 2, behavior: "smooth"});
  }

  function drawCrop(place) {
    const image = place && document.querySelector("#page-" + place[0] + " img");
    canvas.hidden = !image || !image.naturalWidth;
    if (canvas.hidden) return;
    const [, x0, y0, x1, y1] = place, w = image.naturalWidth, h = image.naturalHeight;
    const margin = MARGIN * Math.min((x1 - x0) * w, (y1 - y0) * h);
    const left = Math.max(0, x0 * w - margin), top = Math.max(0, y0 * h - margin);
    const width = Math.min(w, x1 * w + margin) - left, height = Math.min(h, y1 * h + margin) - top;
    const scale = Math.min(3, Math.max(1, HEIGHT / height), WIDTH / width);
    canvas.width = Math.max(1, width * scale);
    canvas.height = Math.max(1, height * scale);
    canvas.getContext("2d").drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  }

  function putTip(element) {
    tip.hidden = false;
    const box = element.getBoundingClientRect(), below = box.bottom + 8;
    const top = below + tip.offsetHeight < innerHeight ? below : box.top - tip.offsetHeight - 8;
    tip.style.top = Math.max(4, top) + "px";
    tip.style.left = Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
  }

  function show(element) {
    if (element === current) return;
    clear();
    if (!element) return;
    current = element;
    const places = JSON.parse(element.dataset.places || "[]");
    places.forEach(markPlace);
    if (marks.length) reveal(marks[0]);
    if (element.tagName !== "TD") return;
    drawCrop(places[0]);
    note.textContent = element.dataset.tip || "";
    if (!canvas.hidden || note.textContent) putTip(element);
  }

  const target = event => event.target.closest && event.target.closest("[data-places], [data-tip]");
  document.addEventListener("mouseover", event => show(target(event)));
  document.addEventListener("focusin", event => show(target(event)));
  document.addEventListener("focusout", clear);
  document.addEventListener("keydown", event => event.key === "Escape" && clear());
})();
