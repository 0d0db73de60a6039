// Python's files beside the worker's script. (Filled below.)
export async function pythonFiles() {}
