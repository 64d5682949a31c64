using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Review.Tests;

/// <summary>A change of the stack that all tests review, or of another template.</summary>
sealed class Change
{
    const string View = "SELECT srcaddr, log_status FROM flow_logs";

    readonly JsonObject old;
    readonly JsonObject now;

    Change(string template)
    {
        old = (JsonObject)JsonNode.Parse(template)!;
        now = (JsonObject)JsonNode.Parse(template)!;
    }

    /// <summary>The text of the stack before any change.</summary>
    internal static string Stack { get; } = File.ReadAllText(Repository.PathOf("tests", "FlowLogStack.Review.Tests", "Stack.template.json"))
        .Replace("@VIEW@", ViewOf(View), StringComparison.Ordinal);

    internal string Old => old.ToJsonString();

    internal string New => now.ToJsonString();

    /// <summary>Starts with the stack that all tests review.</summary>
    internal static Change OfStack() => new(Stack);

    internal static Change Of(string template) => new(template);

    /// <summary>Encodes a view as Athena does.</summary>
    internal static string ViewOf(string sql) =>
        $"/* Presto View: {Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""
            {"originalSql":"{{sql}}","catalog":"awsdatacatalog","schema":"network","columns":[{"name":"srcaddr","type":"varchar"}]}
            """))} */";

    /// <summary>Sets a property of the new template: <c>Archive/LifecycleConfiguration/Rules/0/ExpirationInDays</c>. Null removes it.</summary>
    internal Change Set(string path, string? json) => Apply(now, path, json);

    /// <summary>Sets a property of the old template.</summary>
    internal Change SetBefore(string path, string? json) => Apply(old, path, json);

    /// <summary>Sets an attribute of a resource in the new template, such as <c>DeletionPolicy</c>.</summary>
    internal Change Attribute(string id, string name, string? value)
    {
        Attribute(now, id, name, value);
        return this;
    }

    /// <summary>Sets an attribute of a resource in the old template.</summary>
    internal Change AttributeBefore(string id, string name, string? value)
    {
        Attribute(old, id, name, value);
        return this;
    }

    /// <summary>Removes resources from the new template.</summary>
    internal Change Without(params string[] ids)
    {
        foreach (var id in ids)
            Resources(now).Remove(id);
        return this;
    }

    /// <summary>Adds a resource to the new template.</summary>
    internal Change With(string id, string json)
    {
        Resources(now)[id] = JsonNode.Parse(json);
        return this;
    }

    /// <summary>Adds a resource to both templates.</summary>
    internal Change WithBoth(string id, string json)
    {
        Resources(old)[id] = JsonNode.Parse(json);
        Resources(now)[id] = JsonNode.Parse(json);
        return this;
    }

    /// <summary>Gives a resource of the new template another logical id, in all references too.</summary>
    internal Change Rename(string from, string to)
    {
        var text = now.ToJsonString().Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal)
            .Replace($"${{{from}}}", $"${{{to}}}", StringComparison.Ordinal);
        now.Clear();
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(text)!)
            now[name] = value?.DeepClone();
        return this;
    }

    /// <summary>Changes the new template in another way.</summary>
    internal Change Edit(Action<JsonObject> edit)
    {
        edit(now);
        return this;
    }

    /// <summary>Reviews the change.</summary>
    internal ReviewResult Review(ReviewOptions? options = null)
    {
        using var review = new TemplateReview(new ReviewInput("old.json", [new StackTemplate("old", "old.json", Old)]),
            new ReviewInput("new.json", [new StackTemplate("new", "new.json", New)]), options);
        return review.Finish();
    }

    /// <summary>Asserts the findings, as <c>severity rule LogicalId</c>, except costs.</summary>
    internal ReviewResult Finds(params string[] expected)
    {
        var result = Review();
        var found = result.Findings.Where(finding => finding.Rule != ReviewRules.CostChanged).Select(Line).Order(StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', expected.Order(StringComparer.Ordinal)), string.Join('\n', found));
        return result;
    }

    internal static string Line(ReviewFinding finding) => $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id} {finding.LogicalId}".TrimEnd();

    Change Apply(JsonObject root, string path, string? json)
    {
        var parts = path.Split('/');
        JsonNode node = Resources(root)[parts[0]]!["Properties"] ??= new JsonObject();
        for (var i = 1; i < parts.Length - 1; i++)
            node = int.TryParse(parts[i], out var index) ? node[index]! : node[parts[i]] ??= new JsonObject();
        var last = parts[^1];
        var value = json is null ? null : JsonNode.Parse(json);
        if (node is JsonArray items && last == "+")
            items.Add(value);
        else if (node is JsonArray list && json is null)
            list.RemoveAt(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
        else if (node is JsonArray array)
            array[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = value;
        else if (json is null)
            ((JsonObject)node).Remove(last);
        else
            node[last] = value;
        return this;
    }

    static void Attribute(JsonObject root, string id, string name, string? value)
    {
        var resource = (JsonObject)Resources(root)[id]!;
        if (value is null)
            resource.Remove(name);
        else
            resource[name] = value;
    }

    static JsonObject Resources(JsonObject root) => (JsonObject)root["Resources"]!;
}
