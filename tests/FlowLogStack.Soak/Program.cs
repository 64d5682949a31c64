using FlowLogStack.Soak;

SoakOptions options;
try
{
    options = SoakOptions.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

using var package = PublishedPackage.Of(options.Runtime);
using var run = new SoakRun(options, package);
await run.RunAsync();
var markdown = run.Result.ToMarkdown(options);
Console.WriteLine(markdown);
if (options.Result is { } file)
    File.WriteAllText(file, markdown);
if (run.Result.IsGood)
    return 0;
Console.Error.WriteLine($"Lost at the endpoint: {string.Join(", ", run.Result.LostAtEndpoint.Take(20))}");
Console.Error.WriteLine($"Lost in the bucket: {string.Join(", ", run.Result.LostInBucket.Take(20))}");
Console.Error.WriteLine($"Lost in answers: {string.Join(", ", run.Result.LostInAnswers.Take(20))}");
Console.Error.WriteLine(run.Result.LastLog);
return 1;
