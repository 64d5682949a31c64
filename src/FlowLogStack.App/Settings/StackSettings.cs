using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>The settings of several stacks in one file: shared keys, and those of each stack in `stacks`.</summary>
static class StackSettings
{
    /// <summary>The key of the stacks.</summary>
    public const string Key = "stacks";

    /// <summary>Returns the settings of each stack by its key in `stacks`; one without a key if the file describes a single stack.</summary>
    /// <param name="settings">The settings of the file, valid in the schema.</param>
    public static IEnumerable<(string? Name, JsonObject Settings)> Of(JsonObject settings)
    {
        if (settings[Key] is not JsonObject { Count: > 0 } stacks)
            return [(null, settings)];
        var shared = settings.DeepClone().AsObject();
        shared.Remove(Key);
        return [.. stacks.Select(stack => ((string?)stack.Key, Named(stack.Key, shared, stack.Value!.AsObject())))];
    }

    // The logical ids of a stack's resources don't depend on its name, so the key of a stack names the stack only.
    static JsonObject Named(string key, JsonObject shared, JsonObject own)
    {
        var merged = Merge(shared, own);
        if (!own.ContainsKey("stackName"))
            merged["stackName"] = $"{(string?)shared["stackName"] ?? FlowLogSettings.DefaultStackName}-{key}";
        return merged;
    }

    // Objects are merged by their keys. Lists and other values of a stack replace the shared ones.
    static JsonObject Merge(JsonObject shared, JsonObject own)
    {
        var merged = shared.DeepClone().AsObject();
        foreach (var (key, value) in own)
            merged[key] = merged[key] is JsonObject below && value is JsonObject change ? Merge(below, change) : value?.DeepClone();
        return merged;
    }
}
