using System.Text.Json.Nodes;

namespace FlowLogStack.Packages.Tests;

/// <summary>The comparison of two templates.</summary>
static class TemplateDifferences
{
    /// <summary>The differences, arrays of policy statements as a whole and everything else value by value.</summary>
    public static IEnumerable<TemplateDifference> Between(string lowest, string newest)
    {
        var (before, after) = (JsonNode.Parse(lowest)!, JsonNode.Parse(newest)!);
        return Compare("", "", before, after, type: "", before["Resources"]!.AsObject());
    }

    static IEnumerable<TemplateDifference> Compare(string path, string key, JsonNode? lowest, JsonNode? newest, string type, JsonObject resources)
    {
        if (JsonNode.DeepEquals(lowest, newest))
            yield break;
        if (path.Split('.') is [_, "Resources", var id] && lowest is not null)
            type = (string)resources[id]!["Type"]!;
        if (lowest is JsonObject before && newest is JsonObject after)
        {
            foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)))
            {
                foreach (var difference in Compare($"{path}.{name}", name, before[name], after[name], type, resources))
                    yield return difference;
            }
        }
        else if (key != "Statement" && lowest is JsonArray first && newest is JsonArray second && first.Count == second.Count)
        {
            for (var i = 0; i < first.Count; i++)
            {
                foreach (var difference in Compare($"{path}[{i}]", key, first[i], second[i], type, resources))
                    yield return difference;
            }
        }
        else
        {
            yield return new TemplateDifference(type, path, lowest, newest);
        }
    }
}
