namespace FlowLogStack.Records;

/// <summary>CloudWatch's documented rules for the variables of a dashboard.</summary>
static class DashboardVariableRules
{
    internal static void Check(DashboardNode variables)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in variables.Items())
        {
            if (!variable.BeObject())
                continue;
            CheckReplaced(variable, replaced);
            if (variable.Required("id") is { } id && id.BeFilledText() && !ids.Add(id.Text))
                id.Report($"Should NOT be the id of two variables, and '{id.Text}' is");
            variable.Member("label")?.BeText();
            variable.Member("visible")?.BeFlag();
            CheckChoices(variable);
        }
    }

    static void CheckReplaced(DashboardNode variable, HashSet<string> replaced)
    {
        if (variable.Required("type") is not { } type || !type.BeOneOf("property", "pattern"))
            return;
        var other = type.Text == "property" ? "pattern" : "property";
        if (variable.Required(type.Text) is { } what && what.BeFilledText() && type.Text == "property" && !replaced.Add(what.Text))
            what.Report($"Should NOT be the property of two variables, and '{what.Text}' is");
        if (variable.Has(other))
            variable.Report($"Should NOT have property '{other}', since the variable's type is {type.Text}");
    }

    static void CheckChoices(DashboardNode variable)
    {
        if (variable.Required("inputType") is not { } input || !input.BeOneOf("input", "select", "radio"))
            return;
        var values = variable.Member("values");
        if (input.Text != "input" && values is null && !variable.Has("search"))
            variable.Report($"Should have property 'values' or 'search', from which a variable of input type {input.Text} is chosen");
        if (variable.Member("search") is { } search && search.BeFilledText())
            variable.Required("populateFrom")?.BeFilledText();
        if (values is not { } list || !list.BeList(1, int.MaxValue))
            return;
        foreach (var choice in list.Items())
        {
            if (!choice.BeObject())
                continue;
            choice.Required("value")?.BeText();
            choice.Member("label")?.BeText();
        }
    }
}
