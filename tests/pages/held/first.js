ran.push("first");
