using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A comparison of a resource with its template, property by property.</summary>
sealed class Differences(CheckKind kind, string subject, TemplateResource resource)
{
    const string Nothing = "nothing";

    readonly List<string> found = [];
    readonly List<string> unknown = [];

    /// <summary>Compares a text.</summary>
    /// <param name="property">Property of the template.</param>
    /// <param name="deployed">Deployed value; null for none.</param>
    /// <param name="otherwise">Default of the property in templates. Default: null, none.</param>
    internal void Text(string property, string? deployed, string? otherwise = null)
    {
        if (!IsUnknown(property))
            Add(property, deployed ?? otherwise, resource.TextOf(property) ?? otherwise);
    }

    /// <summary>Compares a number.</summary>
    /// <inheritdoc cref="Text"/>
    internal void Number(string property, double? deployed, double? otherwise = null)
    {
        if (!IsUnknown(property))
            Add(property, ResourceValues.Text(deployed ?? otherwise), ResourceValues.Text(ResourceValues.Number(resource.Properties[property]) ?? otherwise));
    }

    /// <summary>Compares a Boolean value.</summary>
    /// <inheritdoc cref="Text"/>
    internal void Flag(string property, bool? deployed, bool otherwise)
    {
        if (!IsUnknown(property))
            Add(property, Word(deployed ?? otherwise), Word(bool.TryParse(resource.TextOf(property), out var flag) ? flag : otherwise));
    }

    /// <summary>Compares texts in any order.</summary>
    /// <inheritdoc cref="Text"/>
    internal void Texts(string property, IReadOnlyList<string>? deployed)
    {
        if (!IsUnknown(property))
            Add(property, Join(deployed ?? []), Join(resource.TextsOf(property)));
    }

    /// <summary>Compares a text that is derived from a property, unless the property is unknown.</summary>
    /// <param name="property">Property that determines the text.</param>
    /// <param name="name">Name of the text.</param>
    /// <param name="deployed">Deployed value; null for none.</param>
    /// <param name="expected">Expected value; null for none.</param>
    internal void Derived(string property, string name, string? deployed, string? expected)
    {
        if (!IsUnknown(property))
            Add(name, deployed, expected);
    }

    /// <summary>Compares two JSON documents, ignoring white space and the order of members.</summary>
    internal void Document(string property, string? deployed, params string[] exceptMembers)
    {
        if (IsUnknown(property))
            return;
        if (!JsonNode.DeepEquals(Parse(deployed, exceptMembers), Parse(resource.TextOf(property), exceptMembers)))
            found.Add($"{property} differs from the template's");
    }

    /// <summary>Returns the check with the result of the comparison.</summary>
    /// <param name="whenEqual">Detail of the check if nothing differs.</param>
    /// <param name="whenDifferent">Outcome if a value differs. Default: failure.</param>
    internal Check ToCheck(string whenEqual, CheckOutcome whenDifferent = CheckOutcome.Failed)
    {
        var check = new Check(kind, subject, CheckOutcome.Passed, whenEqual) { LogicalId = resource.LogicalId };
        if (found.Count > 0)
            return check with { Outcome = whenDifferent, Detail = string.Join("; ", found),
                Cure = "Deploy the template again, or add the manual changes to the template" };
        return unknown.Count == 0
            ? check
            : check with { Outcome = CheckOutcome.Warning, Detail = $"{whenEqual}, except values that could not be compared: {string.Join("; ", unknown)}",
                Cure = "Add missing values with --parameter, or compare them manually" };
    }

    bool IsUnknown(string property)
    {
        if (!resource.Unknown.TryGetValue(property, out var why))
            return false;
        var reason = $"{property} ({why})";
        if (!unknown.Contains(reason))
            unknown.Add(reason);
        return true;
    }

    void Add(string name, string? deployed, string? expected)
    {
        if (deployed != expected)
            found.Add($"{name} is {Quoted(deployed)}, but {Quoted(expected)} in the template");
    }

    static string Quoted(string? text) =>
        text is null ? Nothing : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? text : $"'{text}'";

    static string Word(bool flag) => flag ? "true" : "false";

    static string? Join(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts.Order(StringComparer.Ordinal));

    static JsonNode? Parse(string? text, string[] exceptMembers)
    {
        try
        {
            var node = text is null ? null : JsonNode.Parse(text);
            foreach (var member in exceptMembers)
                (node as JsonObject)?.Remove(member);
            return node;
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }
}
