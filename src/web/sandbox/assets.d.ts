// Files that the bundler turns into text.
declare module "*.html" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
