// A photo is made smaller on the phone before it is sent, so that it costs little data: data-photo="1600".
const shrink = async (input) => {
  const file = input.files[0];
  const word = document.getElementById(`${input.id}_echo`);
  const show = (size) => { if (word) word.textContent = word.dataset.ready.replace("{n}", Math.ceil(size / 1000)); };
  if (!file) { if (word) word.textContent = ""; return; }
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 200000 || !window.createImageBitmap) { show(file.size); return; }
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, Number(input.dataset.photo) / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.72));
    if (blob && blob.size < file.size) {
      const basket = new DataTransfer();
      basket.items.add(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
      input.files = basket.files;
    }
  } catch (trouble) {
    // The picture as it was is still chosen; the server decides about its size.
    console.warn(trouble);
  }
  show(input.files[0].size);
};
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-photo]")) shrink(event.target);
});
