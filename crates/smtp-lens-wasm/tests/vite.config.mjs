export default { base: "./", build: { outDir: "vite", target: "es2022", emptyOutDir: true } };
