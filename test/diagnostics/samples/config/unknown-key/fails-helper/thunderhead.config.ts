const settings = (name: string) => ({ name, title: name });

export default settings("demo");
