// Stands where Voilà's formula plug-in expects MathJax 2: workshops hold no formula, and the stock
// address is a public server.  See `without_mathjax` in server.py.
const nothing = () => {};
Reflect.set(window, "MathJax", {
  Ajax: {},
  InputJax: { TeX: { resetEquationNumbers: nothing } },
  Hub: { config: {}, Config: nothing, Configured: nothing, Queue: nothing, Register: { StartupHook: nothing } },
});
