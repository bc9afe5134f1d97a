async function (figure) {
  // A player's two extras: its words at their times (data-captions), and a button that plays it so many times (data-hearings).
  const audio = figure.querySelector("audio"), words = figure.querySelector(".bpo-words");
  if (figure.dataset.hearings) count(Number(figure.dataset.hearings));
  if (words && figure.dataset.captions) {
    try {
      showWords(await inflated(figure.dataset.captions));
      words.textContent = "The words come here when you press play.";
    } catch {
      words.textContent = "This browser is too old to show captions. Please open the notebook in a newer one.";
    }
  }

  async function inflated(packed) {
    const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function showWords(pieces) {
    const stays = 1;  // seconds after the last word of a phrase
    const show = () => {
      const now = audio.currentTime;
      const open = audio.ended ? [] : pieces.filter(([start, end]) => start <= now && now < end + stays);
      // Who speaks on pushes out what was said before; where two speak at once, both stand there.
      const latest = open.filter(([, end]) => !open.some(([later]) => later >= end));
      words.replaceChildren(...latest.map(([, , side, said]) => {
        const line = document.createElement("p");
        line.style.margin = "0";
        const heard = said.filter(([start]) => start <= now).map(([, word]) => word).join(" ");
        line.textContent = side ? `${side}: ${heard}` : heard;
        return line;
      }));
      if (!audio.paused) requestAnimationFrame(show);
    };
    audio.addEventListener("play", show);
    audio.addEventListener("seeked", show);
    audio.addEventListener("ended", show);
  }

  function count(all) {
    const button = figure.querySelector("button"), status = figure.querySelector("[role=status]");
    let left = all;
    status.textContent = `You hear it ${all === 1 ? "once" : all === 2 ? "twice" : `${all} times`}. Have your paper ready.`;
    button.addEventListener("click", () => {
      if (!audio.paused || !left) return;
      left -= 1;
      audio.currentTime = 0;
      audio.play();
      button.setAttribute("aria-disabled", "true");
      status.textContent = `It plays: hearing ${all - left} of ${all}.`;
    });
    audio.addEventListener("ended", () => {
      button.textContent = left ? "Play again" : "Played";
      if (left) button.removeAttribute("aria-disabled");
      status.textContent = left
        ? `Write down what you have. ${left} of ${all} hearings left.`
        : "On the phone this was it. Work with what you wrote down.";
    });
  }
}
