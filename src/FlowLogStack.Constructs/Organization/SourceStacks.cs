using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.CDK;
using Constructs;
using FlowLogStack.Capture;

namespace FlowLogStack.Organization;

/// <summary>Sibling stacks that share the flow logs of many monitored resources, since CloudFormation allows 500 resources in a stack.</summary>
/// <remarks>
/// The SHA-256 hash of a source's name determines its stack. Another source therefore moves none, but another number of stacks moves most: CloudFormation
/// then creates the flow logs in their new stack before it deletes the old ones, which EC2 doesn't allow for the same destination. Choose the number once.
/// </remarks>
public sealed class SourceStacks
{
    const int Most = 200;

    readonly Stack beside;
    readonly Dictionary<int, Stack> stacks = [];

    /// <summary>Creates the rule. Stacks are created when a source needs them, so there are none without flow logs.</summary>
    /// <param name="beside">The stack of the destinations. The others have its name with <c>-Sources1</c> and so on, and its environment.</param>
    /// <param name="count">Number of stacks, 1 to 200. With two destinations, a stack has room for 249 sources at most; plan for half.</param>
    /// <exception cref="ArgumentException">The number isn't valid.</exception>
    public SourceStacks(Stack beside, int count)
    {
        ArgumentNullException.ThrowIfNull(beside);
        if (count is < 1 or > Most)
            throw new ArgumentException($"The number of stacks for sources is {count}. Use 1 to {Most}.", nameof(count));
        this.beside = beside;
        Count = count;
    }

    /// <summary>Number of stacks among which sources are divided.</summary>
    public int Count { get; }

    /// <summary>The stacks that have sources, by their numbers, which start at 1.</summary>
    public IReadOnlyDictionary<int, Stack> Stacks => stacks;

    /// <summary>Returns the number of a source's stack, from 1 to <paramref name="count"/>.</summary>
    /// <param name="name">Name of the source, such as the id of a VPC.</param>
    /// <param name="count">Number of stacks.</param>
    public static int NumberOf(string name, int count)
    {
        ArgumentNullException.ThrowIfNull(name);
        return 1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % (ulong)count);
    }

    /// <summary>Returns the name of a sibling stack.</summary>
    internal static string NameOf(string beside, int number) => string.Create(CultureInfo.InvariantCulture, $"{beside}-Sources{number}");

    /// <summary>Returns the stack of a source.</summary>
    /// <param name="source">The monitored resource.</param>
    public Construct Of(CaptureSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var number = NumberOf(source.Name, Count);
        if (stacks.TryGetValue(number, out var stack))
            return stack;
        var (account, region) = Places.EnvironmentOf(beside);
        stack = new Stack((Construct)beside.Node.Scope!, NameOf(beside.Node.Id, number), new StackProps
        {
            StackName = NameOf(beside.StackName, number),
            Description = "VPC and transit gateway flow logs that deliver to " + beside.StackName,
            Env = new Amazon.CDK.Environment { Account = Token.IsUnresolved(account) ? null : account, Region = Token.IsUnresolved(region) ? null : region },
        });
        return stacks[number] = stack;
    }
}
