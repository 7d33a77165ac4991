// Draws an outline or a point on a map that comes on tap. The box of typed points holds what is drawn: what is
// done on the map is written there, and what is typed there is shown on the map. Nothing is kept elsewhere.
"use strict";
(() => {
  const COUNTRY = [7, -66];
  const DIGITS = 6;

  for (const root of document.querySelectorAll("[data-drawing]")) prepare(root);

  function prepare(root) {
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    const typed = document.getElementById(root.dataset.points);
    const open = part("open");
    if (!typed) return;
    open.hidden = false;
    open.addEventListener("click", async () => {
      open.disabled = true;
      try {
        await load(root.dataset.leafletStyle, root.dataset.leafletScript);
        const answer = await fetch(root.dataset.around);
        draw(root, part, typed, answer.ok ? await answer.json() : null);
        open.hidden = true;
      } catch {
        part("said").textContent = root.dataset.failed;
        open.disabled = false;
      }
    });
  }

  function load(style, script) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
    const code = Object.assign(document.createElement("script"), { src: script });
    const loaded = [link, code].map((one) => new Promise((done, failed) => {
      one.addEventListener("load", done);
      one.addEventListener("error", failed);
    }));
    document.head.append(link, code);
    return Promise.all(loaded);
  }

  function draw(root, part, typed, around) {
    part("map").hidden = part("tools").hidden = false;
    const map = window.L.map(part("map"), { attributionControl: false, zoomSnap: 0.5 });
    const near = window.L.geoJSON(around, { interactive: false, style: () => ({ className: "map-near" }) });
    const shape = window.L.polygon([], { className: "map-drawn", interactive: false });
    let points = read(typed.value);
    let markers = [];
    let chosen = -1;

    function show() {
      shape.setLatLngs(points.length > 1 ? points : []);
      markers.forEach((marker) => marker.remove());
      markers = points.map((point, number) => {
        const icon = window.L.divIcon({ className: number === chosen ? "map-point chosen" : "map-point", iconSize: [28, 28] });
        const title = `${root.dataset.point} ${number + 1}`;
        const marker = window.L.marker(point, { icon, draggable: true, title, alt: title, keyboard: true }).addTo(map);
        marker.on("drag", () => { points[number] = at(marker.getLatLng()); shape.setLatLngs(points); });
        marker.on("dragend", () => change(number));
        marker.on("click", () => { chosen = chosen === number ? -1 : number; show(); });
        return marker;
      });
    }

    function change(number) {
      chosen = number;
      typed.value = points.map((point) => point.map((degrees) => degrees.toFixed(DIGITS)).join(", ")).join("\n");
      part("said").textContent = root.dataset.count.replace("#", points.length);
      show();
    }

    // A point comes after the one that is chosen, else last.
    function add(place) {
      const number = chosen < 0 ? points.length : chosen + 1;
      points.splice(number, 0, at(place));
      change(chosen < 0 ? -1 : number);
    }

    map.on("click", (event) => add(event.latlng));
    part("center").addEventListener("click", () => add(map.getCenter()));
    part("remove").addEventListener("click", () => {
      points.splice(chosen < 0 ? points.length - 1 : chosen, 1);
      change(-1);
    });
    part("clear").addEventListener("click", () => { points = []; change(-1); });
    typed.addEventListener("input", () => { points = read(typed.value); chosen = -1; show(); });

    const bounds = points.length ? window.L.latLngBounds(points) : near.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 17 });
    else map.setView(COUNTRY, 6);
    // Only now: lines can't be drawn before the map knows where it looks.
    map.addLayer(near).addLayer(shape);
    show();
    part("map").focus();
  }

  const at = (place) => [place.lat, place.lng];

  // As the server reads it: a line a point, latitude before longitude, decimals with a point or a comma.
  function read(text) {
    return text.split("\n").flatMap((line) => {
      const number = line.includes(".") ? /-?\d+(?:\.\d+)?/g : /-?\d+(?:,\d+)?/g;
      const degrees = (line.match(number) || []).map((one) => Number(one.replace(",", ".")));
      return degrees.length === 2 && Math.abs(degrees[0]) <= 90 && Math.abs(degrees[1]) <= 180 ? [degrees] : [];
    });
  }
})();
