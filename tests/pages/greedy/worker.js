fetch("{{third}}/worker");
