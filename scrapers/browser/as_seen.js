// The page as its visitor sees it, as HTML. Runs in a world of its own: the page's scripts neither see nor change it.
//
// Readers of HTML know no style sheets. So what the visitor does not see gets a `hidden` attribute, and what is struck
// through for him says so in its style. Open shadow roots stand in place, their slots filled. The page itself is not
// touched: a copy is made in a document where nothing runs.
//
// In: the most characters that are wanted. Out: { url, html }; html is null where it would be longer.
(limit) => {
  // Shown nowhere, and hidden from nobody: data, or not of the page's text.
  const UNMARKED = new Set(["area", "base", "head", "link", "meta", "param", "script", "source", "style", "template", "title", "track"]);
  const inert = document.implementation.createHTMLDocument("");

  const contentOf = (element) => {
    if (element.shadowRoot) return element.shadowRoot.childNodes;
    if (element.localName === "slot") {
      const given = element.assignedNodes();
      if (given.length) return given;
    }
    return element.childNodes;
  };
  const isSeen = (element) => getComputedStyle(element).visibility === "visible";
  const isUnseen = (element, style) =>
    style.display === "none" || (style.visibility !== "visible" && ![...element.querySelectorAll("*")].some(isSeen));

  const root = inert.importNode(document.documentElement, false);
  // An element, its copy, whether it is hidden already, and whether texts right inside it are.
  const steps = [[document.documentElement, root, false, false]];
  while (steps.length) {
    const [element, copy, hidden, silent] = steps.pop();
    for (const node of contentOf(element)) {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = inert.createTextNode(node.data);
        if (silent && !hidden && node.data.trim()) {
          const veil = inert.createElement("span");
          veil.setAttribute("hidden", "");
          veil.append(text);
          copy.append(veil);
        } else {
          copy.append(text);
        }
      } else if (node.nodeType === Node.ELEMENT_NODE && node.localName !== "noscript") {
        const child = inert.importNode(node, false);
        copy.append(child);
        const marked = !hidden && !UNMARKED.has(node.localName);
        const style = marked ? getComputedStyle(node) : null;
        const unseen = marked && isUnseen(node, style);
        if (unseen) child.setAttribute("hidden", "");
        else if (marked && style.textDecorationLine.includes("line-through")) {
          child.setAttribute("style", `text-decoration:line-through;${child.getAttribute("style") ?? ""}`);
        }
        steps.push([node, child, hidden || unseen, marked && style.visibility !== "visible"]);
      }
    }
  }
  const html = `<!DOCTYPE html>\n${root.outerHTML}`;
  return { url: location.href, html: html.length > limit ? null : html };
}
