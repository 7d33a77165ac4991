// A part that only matters for one answer hides until that answer is given: data-when="field=value".
const refresh = () => {
  document.querySelectorAll("[data-when]").forEach((part) => {
    const [name, value] = part.dataset.when.split("=");
    const form = part.closest("form");
    const given = form ? new FormData(form).getAll(name) : [];
    part.hidden = !given.includes(value);
  });
};
document.addEventListener("change", refresh);
refresh();
