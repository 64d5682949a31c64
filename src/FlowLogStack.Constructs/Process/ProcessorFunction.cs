using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Process;

/// <summary>A function with the processor's package, in one of its modes.</summary>
static partial class ProcessorFunction
{
    const int MostEnvironmentBytes = 4096;

    static readonly string[] NamedTwice = ["W3005"];
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks the memory of a function.</summary>
    /// <exception cref="ArgumentException">Lambda doesn't accept it.</exception>
    internal static void EnsureMemory(int mebibytes)
    {
        if (mebibytes is < 128 or > 10240)
            throw new ArgumentException($"The function's memory of {mebibytes} MiB is not valid in Lambda. Use 128 to 10,240.");
    }

    /// <summary>Creates the function and its role.</summary>
    /// <param name="scope">Construct of the function.</param>
    /// <param name="runtime">Runtime of the package.</param>
    /// <param name="architecture">Instruction set; null for x86_64.</param>
    /// <param name="logGroup">Log group, to which the role may write.</param>
    /// <param name="policies">Further policies of the role, by name.</param>
    /// <param name="props">All else. Its description is also that of the role.</param>
    internal static Function Create(Construct scope, ProcessorRuntime runtime, Architecture? architecture, LogGroup logGroup,
        IReadOnlyDictionary<string, PolicyDocument> policies, FunctionProps props)
    {
        EnsureEnvironmentFits(scope, props.Environment);
        architecture ??= Architecture.X86_64;
        props.Architecture = architecture;
        props.Runtime = ProcessorAsset.RuntimeOf(runtime);
        // An executable assembly, which calls the Lambda Runtime API itself.
        props.Handler = ProcessorAsset.Assembly;
        props.Code = Code.FromAsset(ProcessorAsset.PathFor(runtime, architecture));
        var function = new Function(scope, "Function", props.With(nameof(FunctionProps.LogGroup), logGroup)
            .With(nameof(FunctionProps.Role), new Role(scope, "Role", new RoleProps
            {
                Description = props.Description,
                AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
                InlinePolicies = new Dictionary<string, PolicyDocument>(policies.Prepend(KeyValuePair.Create("Log", WriteLog(logGroup)))),
            })));
        // CDK's Function adds its role to DependsOn although a reference implies it; cfn-lint reports that.
        ((CfnFunction)function.Node.DefaultChild!).AddMetadata("cfn-lint", new Dictionary<string, object>
        {
            ["config"] = new Dictionary<string, object> { ["ignore_checks"] = NamedTwice },
        });
        return function;
    }

    [GeneratedRegex(@"\$\{Token\[[^\]]*\]\}")]
    private static partial Regex Placeholders();

    // Lambda measures the variables as JSON. Text that is known only after the deployment counts as nothing, because its placeholder can be longer.
    static void EnsureEnvironmentFits(Construct scope, IDictionary<string, string>? variables)
    {
        var bytes = Encoding.UTF8.GetByteCount(Placeholders().Replace(JsonSerializer.Serialize(variables, Plain), ""));
        if (variables is null || bytes <= MostEnvironmentBytes)
            return;
        var longest = variables.MaxBy(variable => variable.Value.Length);
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The environment variables of the function of '{scope.Node.Path}' have ")
            + string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes, {longest.Value.Length:N0} of them in {longest.Key}, and Lambda allows ")
            + string.Create(CultureInfo.InvariantCulture, $"{MostEnvironmentBytes:N0}. Use fewer or shorter values in it."));
    }

    static PolicyDocument WriteLog(LogGroup logGroup) => new(new PolicyDocumentProps
    {
        Statements =
        [
            new PolicyStatement(new PolicyStatementProps { Actions = ["logs:CreateLogStream", "logs:PutLogEvents"], Resources = [logGroup.LogGroupArn] }),
        ],
    });
}
