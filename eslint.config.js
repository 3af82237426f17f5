/** What the compiler cannot see: strict use of types, and names that tell nothing. */
import tseslint from "typescript-eslint";

const EMPTY_NAMES = /(^|[/-])(utils?|helpers?|common|shared|misc|types|base|constants)(\.|\/|$)/;

export default tseslint.config(
  { ignores: ["node_modules/", "coverage/", ".hub/", "**/*.js", "**/*.cjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: {
      hub: {
        rules: {
          "telling-names": {
            meta: { type: "problem", docs: { description: "A file's name tells what it is for." } },
            create: (context) => ({
              Program(node) {
                const file = context.filename.slice(import.meta.dirname.length + 1);
                if (EMPTY_NAMES.test(file)) context.report({ node, message: `"${file}" tells nothing: name the file for what it holds.` });
              },
            }),
          },
          "opening-sentence": {
            meta: { type: "problem", docs: { description: "Each file opens with a sentence that says what it is for." } },
            create: (context) => ({
              Program(node) {
                const first = context.sourceCode.getAllComments()[0];
                const opens = first?.type === "Block" && first.value.startsWith("*") && context.sourceCode.text.slice(0, first.range[0]).trim() === "";
                if (!opens) context.report({ node, message: "Open the file with one sentence that says what it is for: /** ... */" });
              },
            }),
          },
        },
      },
    },
    rules: {
      "hub/telling-names": "error",
      // A service's resolvers are classes because type-graphql asks for classes.
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/class-methods-use-this": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      // Rows are given their class by the read, and enums of the API are text in the database.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "no-console": "error",
    },
  },
  {
    // What a question answers is the test's to know.
    files: ["test/**", "bench/**"],
    rules: {
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["kernel/**", "services/**", "gateway/**", "schema/**", "data/**", "bench/**", "docs/**", "commands/**", "*.ts"], rules: { "hub/opening-sentence": "error" } },
);
