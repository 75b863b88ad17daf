"use strict";
const frames = JSON.parse(document.getElementById("frames").textContent);
const slider = document.getElementById("day");
const told = document.getElementById("told");
const show = () => {
  const frame = frames[Number(slider.value)];
  for (const path of document.querySelectorAll("[data-layer]")) {
    path.setAttribute("d", frame.layers[path.dataset.layer]);
  }
  document.querySelector("[data-front]").setAttribute("d", frame.front);
  told.textContent = frame.day;
  slider.setAttribute("aria-valuetext", frame.day);
};
slider.addEventListener("input", show);
document.getElementById("controls").hidden = false;
show();
