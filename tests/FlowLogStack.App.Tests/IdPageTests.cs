using System.Text;
using Amazon.CDK;

namespace FlowLogStack.App.Tests;

/// <summary>The page of construct ids and logical ids, generated from the default stack and the examples.</summary>
public sealed class IdPageTests : AppTests
{
    static readonly string File = Repository.PathOf("docs", "reference", "ids.md");

    [Fact]
    public void The_page_of_ids_is_generated_from_the_examples()
    {
        SortedDictionary<string, (string Type, string LogicalId)> ids = new(StringComparer.Ordinal);
        foreach (var settings in ExampleTests.Names.Select(ExampleTests.Settings))
        {
            var stack = Stack(settings);
            foreach (var resource in stack.Node.FindAll().OfType<CfnResource>())
            {
                var id = (resource.CfnResourceType, stack.GetLogicalId(resource));
                // An id depends on the path alone, whatever else the stack has.
                Assert.True(ids.TryAdd(resource.Node.Path[(stack.Node.Path.Length + 1)..], id)
                    || ids[resource.Node.Path[(stack.Node.Path.Length + 1)..]] == id);
            }
        }

        Assert.True(ids.Count > 150);
        var page = new StringBuilder("# Construct ids and logical ids\n\n");
        page.Append("The resources of the default stack and of the settings files of [the examples](../examples), by the construct ids on their path within "
            + "the stack. A renamed construct id changes the\n")
            .Append("logical id, and CloudFormation replaces the resource: [both are part of the contract](../versioning.md#the-contract). Written by a test "
            + "from the code.\n\n")
            .Append("| construct path | resource | logical id |\n|---|---|---|\n");
        foreach (var (path, (type, logicalId)) in ids)
            page.Append($"| `{path}` | `{type}` | `{logicalId}` |\n");
        Snapshot.MatchesFile(File, page.ToString());
    }
}
