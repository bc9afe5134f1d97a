// The panel above a call: a button for each move adds its line to the cell, as if it was typed, and runs the cell.
// `element` is the output's own node; `shown` comes from call_panel.py. Where the cell cannot be reached, the line is
// said instead.
(element, shown, make) => {
  const look = "font:inherit;color:#111;background:#fff;border:1px solid #5f6368;border-radius:3px;padding:.15em .5em;"
  const panel = make("div", "", element, {
    class: "bpo-call-panel", role: "group", "aria-label": `${shown.last} Moves that you can make:`,
    style: "display:flex;flex-wrap:wrap;gap:.35em;align-items:center;max-width:60em;margin:.3em 0",
  })
  const told = make("p", "", element, { role: "status", style: "margin:.2em 0" })
  const text = () => element.closest(".jp-CodeCell")?.querySelector(".jp-InputArea .cm-content")

  const paste = (line) => {
    const editor = text()
    if (!editor) return false
    editor.focus()
    getSelection().selectAllChildren(editor)
    getSelection().collapseToEnd()
    const held = new DataTransfer()
    const begun = editor.lastElementChild?.textContent.trim()
    held.setData("text/plain", (begun ? "\n" : "") + line + "\n")
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }))
    return editor.textContent.includes(line)
  }
  let waiting // to take the focus back
  const add = (name, detail) => {
    clearTimeout(waiting)
    const line = `${name} ${detail}`.trim()
    if (!paste(line)) {
      told.textContent = `Add this line to the cell, and run it: ${line}`
      return
    }
    window.bpoCallFocus = name // the panel that this run shows takes the focus back
    const enter = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }
    setTimeout(() => {
      text()?.focus()
      text()?.dispatchEvent(new KeyboardEvent("keydown", enter))
    }, 50) // once the notebook is in edit mode
  }
  const buttons = shown.moves.map(({ name, meaning, detail }) => {
    const button = make("button", name, panel, { type: "button", title: meaning, style: look + "cursor:pointer" })
    const field = detail === null ? null : make("input", "", panel, {
      "aria-label": `${name}: ${meaning}`, size: 8, value: detail, style: look,
    })
    field?.addEventListener("keydown", (event) => event.stopPropagation()) // its letters are no shortcuts
    button.addEventListener("click", () => add(name, field?.value ?? ""))
    return button
  })
  if (window.bpoCallFocus) {
    const again = buttons.find((button) => button.textContent === window.bpoCallFocus)
    window.bpoCallFocus = undefined
    waiting = setTimeout(() => (again ?? buttons[0]).focus(), 300) // after JupyterLab has put it into the notebook
  }
}
