// A new element in `parent`. Only text is put on the page, so nothing that a name or a line says is read as HTML.
(tag, text, parent, attributes = {}) => {
  const node = parent.appendChild(document.createElement(tag))
  node.textContent = text
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}
